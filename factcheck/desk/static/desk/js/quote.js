// Selecting words in a snapshot's text fills the form that quotes them. The server decides where
// they stand; without this script the words are pasted.

const AFFIX = 32; // code points of context, as in a W3C TextQuoteSelector
const text = document.querySelector("[data-text]");
const form = document.getElementById("cite");

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

function fill(name, value) {
  form.elements[name].value = value;
}

function quote() {
  const place = selected();
  if (!place) return;
  const whole = text.textContent;
  fill("exact", whole.slice(place[0], place[1]));
  fill("prefix", [...whole.slice(0, place[0])].slice(-AFFIX).join(""));
  fill("suffix", [...whole.slice(place[1])].slice(0, AFFIX).join(""));
  form.dataset.filled = "yes";
}

// Words typed by hand have other neighbours than those selected before.
function forget(event) {
  if (event.target.name !== "exact" || !form.dataset.filled) return;
  fill("prefix", "");
  fill("suffix", "");
  delete form.dataset.filled;
}

if (text && form && form.elements.exact) {
  document.addEventListener("selectionchange", quote);
  form.addEventListener("input", forget);
}
