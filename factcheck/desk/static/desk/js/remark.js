// Words selected in a part of what was submitted fill the form for a remark on it: by mouse, touch
// and a screen reader's selection at once, by keyboard (keys.js) when they are picked. The server
// decides where they stand; without this script the part is chosen and the words are typed.

const form = document.querySelector("[data-remark]");
const said = document.querySelector("[data-selected]");
const parts = [...document.querySelectorAll("[data-part]")];

/** The part that holds the whole selection, and the words; nothing where it reaches beyond one. */
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const part = parts.find(
    (one) => one.contains(range.startContainer) && one.contains(range.endContainer),
  );
  const words = range.toString().trim();
  return part && words ? [part, placeOf(part, range), words] : null;
}

/**
 * The value of the part in the form: the note on evidence is a place of its own. The end of a
 * selection stands in its last words, its beginning perhaps in the white space before the first.
 */
function placeOf(part, range) {
  const end = range.endContainer;
  const element = end.nodeType === Node.ELEMENT_NODE ? end : end.parentElement;
  const noted = element.closest(".quotation-note");
  return noted ? part.dataset.part.replace("evidence:", "note:") : part.dataset.part;
}

function fill(place, words) {
  form.elements.place.value = place;
  form.elements.words.value = words;
}

function quote() {
  const found = selected();
  if (!found) return;
  const [part, place, words] = found;
  if (part.dataset.keys) return; // words selected by keyboard wait until they are picked
  fill(place, words);
}

function picked() {
  const found = selected();
  if (!found) return;
  const [, place, words] = found;
  fill(place, words);
  said.textContent = `The remark is about: ${words}`;
  form.elements.said.focus();
}

if (form) {
  document.addEventListener("selectionchange", quote);
  for (const part of parts) part.addEventListener("picked", picked);
}
