// Marking the body of a text by selecting: the spans, in code points, go into the form. Without
// this script the first and last words are typed.

const text = document.querySelector("[data-marking] [data-text]");
const tools = document.querySelector("[data-tools]");
const said = document.querySelector("[data-said]");
const field = document.querySelector("[name=spans]");
const whole = text.textContent;
const points = [...whole];
const labels = new Map(
  [...text.querySelectorAll("[data-label]")].map((label) => [offset(label, 0), label.dataset.label]),
);
let spans = JSON.parse(field.value || "[]");
let last = null; // the selection before a button took the focus

/** Code points before a place in the document. */
function offset(node, at) {
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, at);
  return [...range.toString()].length;
}

function remember() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
  last = [
    offset(range.startContainer, range.startOffset),
    offset(range.endContainer, range.endOffset),
  ];
}

/** `from` without the part `[start, end)`. */
function without(from, [start, end]) {
  return from
    .flatMap(([left, right]) => [
      [left, Math.min(right, start)],
      [Math.max(left, end), right],
    ])
    .filter(([left, right]) => left < right);
}

const ACTIONS = {
  only: (part) => [part],
  add: (part) => join([...without(spans, part), part]),
  leave: (part) => without(spans, part),
  whole: () => [[0, points.length]],
};

/** Spans in order; those that touch become one. */
function join(parts) {
  return parts
    .sort((one, other) => one[0] - other[0])
    .reduce((joined, [left, right]) => {
      const before = joined.at(-1);
      if (before && before[1] === left) before[1] = right;
      else joined.push([left, right]);
      return joined;
    }, []);
}

/** The label of the part that begins at this code point: an element without text. */
function label(start) {
  if (!labels.has(start)) return [];
  const element = document.createElement("i");
  element.className = "part-label";
  element.dataset.label = labels.get(start);
  return [element];
}

function draw() {
  const all = [0, points.length, ...spans.flat(), ...labels.keys()];
  const edges = [...new Set(all)].sort((a, b) => a - b);
  text.replaceChildren(
    ...edges.slice(1).flatMap((end, index) => {
      const start = edges[index];
      const run = document.createElement("span");
      run.textContent = points.slice(start, end).join("");
      const inside = spans.some(([left, right]) => left <= start && end <= right);
      run.className = inside ? "" : "outside";
      return [...label(start), run];
    }),
  );
  const length = spans.reduce((sum, [left, right]) => sum + right - left, 0);
  const message = gettext("%(length)s of %(total)s characters are the article");
  said.textContent = interpolate(message, { length, total: points.length }, true);
  field.value = JSON.stringify(spans);
}

tools.hidden = false;
document.addEventListener("selectionchange", remember);
tools.addEventListener("click", (event) => {
  const action = event.target.dataset.do;
  if (!action) return;
  if (!last && action !== "whole") {
    said.textContent = gettext("Select words in the text first.");
    return;
  }
  spans = ACTIONS[action](last);
  last = null;
  getSelection().removeAllRanges();
  draw();
});
draw();
