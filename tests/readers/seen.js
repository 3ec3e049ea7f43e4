// What is to be seen of a document that a reading engine shows: its fonts, pictures and colours.

// The colours a reader chooses at night, set where reading systems set them.
export const NIGHT = "html { color: rgb(255, 255, 255); background: rgb(0, 0, 0); }";

const INK = "rgb(255, 255, 255)";
const NONE = "rgba(0, 0, 0, 0)";
const EDGES = ["Top", "Right", "Bottom", "Left"];

export async function seen(doc, { first }) {
  // The book's first document fetches each face, whether it has a letter for it or not.
  if (first) await Promise.allSettled([...doc.fonts].map(face => face.load()));
  await doc.fonts.ready;
  await Promise.allSettled([...doc.images].map(image => image.decode()));
  return {
    title: doc.title,
    language: doc.documentElement.lang,
    direction: doc.defaultView.getComputedStyle(doc.body).direction,
    fonts: [...doc.fonts].map(f => [f.family.replaceAll('"', ""), f.weight, f.style, f.status].join(" ")),
    pictures: [...doc.images].map(image => image.complete && image.naturalWidth > 0),
    clear: [...doc.images].filter(clear).map(image => image.alt),
    wide: [...doc.body.querySelectorAll("*")].filter(wide).map(named),
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
  return told.map(property => `${named(element)} ${property} ${style[property]}`);
}

const named = element => [element.localName, ...element.classList].join(".");

// Whether an element is wider than the column that a reading engine sets a page in.
function wide(element) {
  const { documentElement: root, body, defaultView: view } = element.ownerDocument;
  const columns = [root, body].map(one => parseFloat(view.getComputedStyle(one).columnWidth));
  const room = columns.find(width => width > 0);
  return [...element.getClientRects()].some(box => box.width > room + 1);
}

// Whether the reader's own ground shows through a picture.
function clear(image) {
  if (!image.naturalWidth) return false;
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  const { buffer } = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  return new Uint32Array(buffer).some(dot => dot >>> 24 < 255);
}
