// Words selected in a snapshot's text fill the form that quotes them: by mouse and touch at once,
// by keyboard (keys.js) on Enter, by a button in search results. The server decides which place is
// meant; without this script the words are pasted.

const AFFIX = 32; // code points of context, as in a W3C TextQuoteSelector
const text = document.querySelector("[data-text]");
const form = document.getElementById("cite");
const status = document.querySelector("[data-selected]");

/** The selection as [start, end) in UTF-16 units of the text, without white space at its ends. */
function getSelectedSpan() {
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

function fillQuote(start, end) {
  const whole = text.textContent;
  form.elements.exact.value = whole.slice(start, end);
  form.elements.prefix.value = [...whole.slice(0, start)].slice(-AFFIX).join("");
  form.elements.suffix.value = [...whole.slice(end)].slice(0, AFFIX).join("");
  form.dataset.filled = "yes";
}

function quoteSelection() {
  if (text.dataset.keys) return; // words selected by keyboard wait for Enter
  const place = getSelectedSpan();
  if (place) fillQuote(...place);
}

/** Confirms the words in the form and moves the focus to the next field. */
function confirmQuote(start, end) {
  const words = text.textContent.slice(start, end);
  status.textContent = interpolate(gettext("Quote: %(words)s"), { words }, true);
  (form.elements.stance ?? form.elements.voice).focus();
}

function quotePicked() {
  const place = getSelectedSpan();
  if (!place) return;
  fillQuote(...place);
  confirmQuote(...place);
}

// Search results are spans in code points; JavaScript strings count UTF-16 units.
function quoteResult(event) {
  const button = event.target.closest("button[name=take]");
  if (!button) return;
  event.preventDefault();
  const points = [...text.textContent];
  const [start, end] = button.value
    .split("-")
    .map((offset) => points.slice(0, Number(offset)).join("").length);
  fillQuote(start, end);
  confirmQuote(start, end);
}

// Typed words have another context than the earlier selection.
function clearContext(event) {
  if (event.target.name !== "exact" || !form.dataset.filled) return;
  form.elements.prefix.value = "";
  form.elements.suffix.value = "";
  delete form.dataset.filled;
}

if (text && form && form.elements.exact) {
  document.addEventListener("selectionchange", quoteSelection);
  text.addEventListener("picked", quotePicked);
  form.addEventListener("click", quoteResult);
  form.addEventListener("input", clearContext);
}
