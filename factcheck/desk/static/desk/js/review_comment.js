// Fills the review comment form with the words selected in a section of the submission: at once by
// mouse, touch or a screen reader's selection; by keyboard (keys.js) when Enter is pressed. The
// server finds the exact place; without this script the section is chosen and the words are typed.

const form = document.querySelector("[data-review-comment]");
const status = document.querySelector("[data-selected]");
const parts = [...document.querySelectorAll("[data-part]")];

/** The section that contains the whole selection, its place and the words; null if there is none. */
function getSelectedWords() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const part = parts.find(
    (candidate) => candidate.contains(range.startContainer) && candidate.contains(range.endContainer),
  );
  const words = range.toString().trim();
  return part && words ? [part, getPlace(part, range), words] : null;
}

/**
 * The form value of the place: the note on a piece of evidence is a separate place. The end of a
 * selection is in its last words; its start may be in the white space before the first word.
 */
function getPlace(part, range) {
  const end = range.endContainer;
  const element = end.nodeType === Node.ELEMENT_NODE ? end : end.parentElement;
  const note = element.closest(".quotation-note");
  return note ? part.dataset.part.replace("evidence:", "note:") : part.dataset.part;
}

function fillForm(place, words) {
  form.elements.place.value = place;
  form.elements.quoted_text.value = words;
}

function handleSelection() {
  const selected = getSelectedWords();
  if (!selected) return;
  const [part, place, words] = selected;
  if (part.dataset.keys) return; // words selected by keyboard wait for Enter
  fillForm(place, words);
}

function handlePick() {
  const selected = getSelectedWords();
  if (!selected) return;
  const [, place, words] = selected;
  fillForm(place, words);
  status.textContent = interpolate(gettext("The comment is about: %(words)s"), { words }, true);
  form.elements.text.focus();
}

if (form) {
  document.addEventListener("selectionchange", handleSelection);
  for (const part of parts) part.addEventListener("picked", handlePick);
}
