"""The rules, as a table: what each reading system asks of a book, why, and what to do.

Sources: Amazon's publishing guidelines and what its converter is known to refuse, Kobo's and
Apple's asset guides, EPUB 3.3, and the reading systems' own threads.
"""

from __future__ import annotations

from formatter.check import contents, documents, files, styles
from formatter.check.rule import Rule
from formatter.profile import SYSTEMS

RULES: tuple[Rule, ...] = (
    # The file
    Rule(
        "mimetype-wrong", "error", SYSTEMS,
        "The zip begins with the file mimetype, unpacked, that says application/epub+zip.",
        "It is how a mail server or a reading system knows the file.",
        "Pack the book again with mimetype first and stored.",
        find=files.mimetype,
    ),
    Rule(
        "name-unsafe", "error", SYSTEMS,
        "Each file has a name of its own, inside the book.",
        "A name that leads outside is an attack; such books are refused.",
        "Rename the file, and pack the book again.",
        find=files.unsafe,
    ),
    Rule(
        "name-not-plain", "error", ("kindle",),
        "Files are named in ASCII, without spaces.",
        "Send to Kindle answers others with E999 and no reason.",
        "Rename the file, and what names it.",
        find=files.plain,
    ),
    Rule(
        "file-large", "warning", ("kindle",),
        "The book has at most 45 MB.",
        "Mail takes 50 MB with all that it adds; larger books fail on the web too.",
        "Make the book in volumes (--split 45MB), or its pictures smaller (--profile).",
        find=files.large,
    ),
    Rule(
        "file-huge", "error", ("play",),
        "The book has less than 2 GB.",
        "Play Books refuses more.",
        "Make the book in volumes (--split).",
        find=files.huge,
    ),
    Rule(
        "document-large", "warning", ("kobo",),
        "A document has at most 10 MB.",
        "Kobo's readers open no more in one piece, or slowly.",
        "Cut the document into several, an article each.",
        find=files.long,
    ),
    Rule(
        "file-missing", "error", SYSTEMS,
        "What the manifest lists and the documents show is in the book.",
        "A reader sees a hole, and Send to Kindle refuses the book.",
        "Put the file into the book, or take away what names it.",
        find=files.missing,
    ),
    # Documents
    Rule(
        "document-unreadable", "error", SYSTEMS,
        "Each document is well-formed XML, without entities of its own.",
        "Most reading systems show an error in its place, or nothing.",
        "Mend the document at that place.",
        find=files.unreadable,
    ),
    Rule(
        "encoding-undeclared", "error", ("kindle",),
        "Each document begins with an XML declaration that says utf-8.",
        "Send to Kindle takes one without for ISO 8859-1: each accent becomes two wrong letters.",
        'Write <?xml version="1.0" encoding="utf-8"?> as the first line, and save it so.',
        of=documents.encoding,
    ),
    Rule(
        "text-decomposed", "warning", SYSTEMS,
        "Text is composed: Unicode's form NFC.",
        "Many readers' fonts set a letter and its accents apart, or leave the accent out.",
        "Normalize the text to NFC.",
        find=contents.composed_contents, of=contents.composed,
    ),
    Rule(
        "picture-without-source", "error", ("kindle",),
        "Each img has a src.",
        "Send to Kindle refuses the whole book over one without.",
        "Take the img away, or name its picture.",
        of=documents.stray,
    ),
    Rule(
        "hidden-text-long", "error", ("kindle",),
        "No more than 10,000 letters in a row aren't shown.",
        "Send to Kindle takes them for an attempt to fill the book.",
        "Show the text, or take it out.",
        of=documents.hidden,
    ),
    # Contents
    Rule(
        "language-missing", "warning", ("kindle",),
        "The package says the language of the book by its tag.",
        "Kindle chooses fonts, dictionary and speech by it.",
        "Write <dc:language>vi</dc:language>, or what it is.",
        find=contents.language,
    ),
    Rule(
        "nav-missing", "error", SYSTEMS,
        "A document of the manifest is the nav.",
        "It is the contents of EPUB 3; the book has none otherwise.",
        "Add a navigation document with the property nav.",
        find=contents.nav,
    ),
    Rule(
        "ncx-missing", "warning", ("kindle",),
        "The book has an NCX beside its nav.",
        "Kindle's menu of chapters is made of it.",
        "Add a toc.ncx with the lines of the nav.",
        find=contents.ncx,
    ),
    Rule(
        "ncx-id-empty", "error", ("kindle",),
        "Each navPoint of the NCX has an id of its own.",
        "Send to Kindle answers an empty one with E999.",
        "Give each navPoint an id.",
        find=contents.ncx_ids,
    ),
    Rule(
        "ncx-too-deep", "warning", ("kindle",),
        "The NCX has two levels.",
        "Kindle shows no more; what is below is lost from the menu.",
        "Bring the third level up, or leave it out.",
        find=contents.ncx_depth,
    ),
    Rule(
        "contents-link-dead", "error", ("kindle",),
        "Each line of the contents leads to something.",
        "Send to Kindle answers a dead one with E999.",
        "Correct the address, or take the line out.",
        find=contents.dead,
    ),
    Rule(
        "body-id-linked", "error", ("kindle",),
        "No link leads to the id of a body.",
        "Send to Kindle answers one with E999.",
        "Put the id on the heading, or link to the document alone.",
        find=contents.body_ids,
    ),
    Rule(
        "guide-text", "warning", ("kindle",),
        "The guide has one reference of the type text.",
        "Kindle opens the book there; without it, at some page.",
        'Write <reference type="text" href="…"/> once in the guide.',
        find=contents.guide,
    ),
    Rule(
        "landmark-types", "warning", ("apple",),
        "Each landmark has one epub:type.",
        "Apple Books knows none that has two.",
        "Leave the type that says where it leads.",
        find=contents.landmarks,
    ),
    # Pictures
    Rule(
        "picture-kind", "error", ("kindle", "kobo", "play"),
        "Pictures are JPEG, PNG, GIF or SVG.",
        "WebP and AVIF aren't shown: the reader sees an empty frame.",
        "Convert the picture to JPEG or PNG.",
        find=files.pictures,
    ),
    Rule(
        "cover-missing", "warning", ("kindle", "kobo", "apple", "play"),
        "A picture is the cover, by its property and by the meta of EPUB 2.",
        "The shelf shows a grey box, or the first page.",
        "Give the picture the property cover-image, and name it in a meta called cover.",
        find=files.cover,
    ),
    Rule(
        "cover-not-alone", "warning", ("kobo",),
        "The cover stands alone in its document.",
        "Kobo cuts a page with other things at the wrong place.",
        "Give the cover a document of its own.",
        find=files.cover_alone,
    ),
    Rule(
        "cover-shape", "warning", ("kobo",),
        "The cover is about 3:4.",
        "Another one has bars at its sides on the shelf and on the sleeping screen.",
        "Make it 1200 by 1600 pixels.",
        find=files.cover_shape,
    ),
    Rule(
        "cover-size", "error", ("play",),
        "The cover has from 640 to 7,200 pixels a side.",
        "Play Books refuses the book otherwise.",
        "Make it 1200 by 1600 pixels.",
        find=files.cover_size,
    ),
    # Fonts
    Rule(
        "font-kind", "error", ("kobo",),
        "Fonts are TTF, OTF or WOFF.",
        "Kobo's readers load no WOFF2: the text falls back to another face.",
        "Convert the font to TTF.",
        find=files.fonts,
    ),
    Rule(
        "font-variable", "warning", ("kobo",),
        "Each style is a font of its own.",
        "Older readers show a variable font in one weight.",
        "Make a static font of each style.",
        find=files.variable,
    ),
    Rule(
        "fonts-unasked", "warning", ("apple",),
        "META-INF/com.apple.ibooks.display-options.xml asks for the fonts of a book that has some.",
        "Apple Books shows its own otherwise; the meta of EPUB 3 didn't do for all.",
        "Add the file with specified-fonts true, or take it out of a book without fonts.",
        find=files.apple_fonts,
    ),
    # Style sheets
    Rule(
        "font-size-unit", "warning", ("kobo",),
        "Sizes of type are in em.",
        "Kobo computes % wrongly, and px and pt keep a reader from making the type larger.",
        "Write the size in em: 85% is .85em.",
        find=styles.font_sizes,
    ),
    Rule(
        "css-newer", "warning", ("kobo",),
        "The first style sheet of a document has no var(), min(), :has(), nesting or @supports.",
        "Adobe's old engine, in a Kobo's plain EPUBs, drops the whole sheet over one.",
        "Put such rules into a second sheet.",
        find=styles.newer,
    ),
    Rule(
        "page-break-alone", "warning", ("kobo",),
        "A break of pages is said as page-break-… too.",
        "Adobe's old engine knows no break-…: a heading stays alone at the foot of a page.",
        "Write page-break-after: avoid beside break-after: avoid.",
        find=styles.breaks,
    ),
    Rule(
        "css-unlisted", "warning", ("koreader",),
        "The manifest lists each style sheet that a document uses.",
        "KOReader finds fonts by the sheets of the manifest alone.",
        "Add the sheet to the manifest.",
        find=styles.unlisted,
    ),
    Rule(
        "line-height-unit", "warning", ("thorium",),
        "A line height is a number without a unit.",
        "Thorium makes headings larger, and a height with a unit stays: their lines crowd.",
        "Write line-height: 1.4.",
        find=styles.line_heights,
    ),
    Rule(
        "colour-of-text", "warning", ("apple", "koreader", "thorium"),
        "Text has no colour, and nothing is behind it.",
        "At night, dark text stays dark on the dark page.",
        "Leave colours to the reader, or put them under a condition in a second sheet.",
        find=styles.colours,
    ),
    Rule(
        "figcaption-inline", "warning", ("mupdf",),
        "A style sheet makes figcaption a block.",
        "MuPDF sets it in the line of its picture otherwise.",
        "Write figcaption { display: block }.",
        find=styles.captions,
    ),
    # Notes
    Rule(
        "note-target-unmarked", "warning", ("kobo",),
        "What a note's link leads to is marked footnote or endnote.",
        "Kobo's pop-up finds the note by that mark; the link's own was not enough.",
        'Write epub:type="endnote" on the note.',
        find=documents.noted,
    ),
    Rule(
        "note-link-tag", "warning", ("apple",),
        "A note's link holds its sign alone.",
        "A tag inside it keeps Apple Books from opening the note in a pop-up.",
        'Write <sup><a epub:type="noteref" href="…">1</a></sup>.',
        of=documents.tagged,
    ),
    Rule(
        "aside-hidden", "warning", ("koreader",),
        "An aside is shown.",
        "KOReader can't show a note whose aside is hidden.",
        "Leave hiding notes to the reading system.",
        of=documents.asides,
    ),
)  # fmt: skip
