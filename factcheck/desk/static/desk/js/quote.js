// Words selected in a snapshot's text fill the form that quotes them: by mouse and touch at once,
// by keyboard (keys.js) when they are picked, by a button when they were found. The server decides
// where they stand; without this script the words are pasted.

const AFFIX = 32; // code points of context, as in a W3C TextQuoteSelector
const text = document.querySelector("[data-text]");
const form = document.getElementById("cite");
const said = document.querySelector("[data-selected]");

/** The selection as [start, end) in UTF-16 units of the text, without white space at its ends. */
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const whole = text.textContent;
  let start = before.toString().length;
  let end = start + range.toString().length;
  while (start < end && /\s/.test(whole[start])) start += 1;
  while (end > start && /\s/.test(whole[end - 1])) end -= 1;
  return start < end ? [start, end] : null;
}

function fill(start, end) {
  const whole = text.textContent;
  form.elements.exact.value = whole.slice(start, end);
  form.elements.prefix.value = [...whole.slice(0, start)].slice(-AFFIX).join("");
  form.elements.suffix.value = [...whole.slice(end)].slice(0, AFFIX).join("");
  form.dataset.filled = "yes";
}

function quote() {
  if (text.dataset.keys) return; // words selected by keyboard wait until they are picked
  const place = selected();
  if (place) fill(...place);
}

/** The words are in the form; what they are for comes next. */
function told(start, end) {
  const words = text.textContent.slice(start, end);
  said.textContent = `To be quoted: ${words}`;
  (form.elements.stance ?? form.elements.voice).focus();
}

function picked() {
  const place = selected();
  if (!place) return;
  fill(...place);
  told(...place);
}

// Words that were found are a span in code points; here texts are counted in UTF-16 units.
function take(event) {
  const button = event.target.closest("button[name=take]");
  if (!button) return;
  event.preventDefault();
  const points = [...text.textContent];
  const [start, end] = button.value
    .split("-")
    .map((offset) => points.slice(0, Number(offset)).join("").length);
  fill(start, end);
  told(start, end);
}

// Words typed by hand have other neighbours than those selected before.
function forget(event) {
  if (event.target.name !== "exact" || !form.dataset.filled) return;
  form.elements.prefix.value = "";
  form.elements.suffix.value = "";
  delete form.dataset.filled;
}

if (text && form && form.elements.exact) {
  document.addEventListener("selectionchange", quote);
  text.addEventListener("picked", picked);
  form.addEventListener("click", take);
  form.addEventListener("input", forget);
}
