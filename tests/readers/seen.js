// What is to be seen of a document that a reading engine shows: its fonts, pictures and colours.

// The colours a reader chooses at night, set where reading systems set them.
export const NIGHT = "html { color: rgb(255, 255, 255); background: rgb(0, 0, 0); }";

const INK = "rgb(255, 255, 255)";
const NONE = "rgba(0, 0, 0, 0)";
const EDGES = ["Top", "Right", "Bottom", "Left"];

export async function seen(doc) {
  await doc.fonts.ready;
  // A face that this document has no letter for is fetched all the same: it must be there.
  await Promise.allSettled([...doc.fonts].map(face => face.load()));
  await Promise.allSettled([...doc.images].map(image => image.decode()));
  return {
    title: doc.title,
    language: doc.documentElement.lang,
    fonts: [...doc.fonts].map(f => [f.family.replaceAll('"', ""), f.weight, f.style, f.status].join(" ")),
    pictures: [...doc.images].map(image => image.complete && image.naturalWidth > 0),
    elements: doc.body.querySelectorAll("*").length + 1,
    coloured: [doc.body, ...doc.body.querySelectorAll("*")].flatMap(own),
  };
}

// The colours of an element that aren't the reader's, each in words. A link's own are the reader's.
function own(element) {
  if (element.closest("a[href], svg")) return [];
  const style = element.ownerDocument.defaultView.getComputedStyle(element);
  const lines = style.textDecorationLine === "none" ? [] : ["textDecorationColor"];
  const edges = EDGES.filter(edge => style[`border${edge}Style`] !== "none" && parseFloat(style[`border${edge}Width`]));
  const inks = ["color", "webkitTextFillColor", "caretColor", ...lines, ...edges.map(edge => `border${edge}Color`)];
  const told = [
    ...inks.filter(name => style[name] !== INK),
    ...["backgroundColor"].filter(name => style[name] !== NONE),
    ...["backgroundImage", "boxShadow", "textShadow", "filter"].filter(name => style[name] !== "none"),
    ...["opacity"].filter(name => style[name] !== "1"),
  ];
  const name = [element.localName, ...element.classList].join(".");
  return told.map(property => `${name} ${property} ${style[property]}`);
}
