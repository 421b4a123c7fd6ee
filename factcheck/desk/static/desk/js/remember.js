// What was typed into any form of the desk survives an expired session, a lost connection and a
// closed page: it is kept in this tab's storage until the desk says that the deed was done. The
// draft has its own keeper (keep.js), which also knows what others wrote meanwhile.

const person = document.body.dataset.person;
const PASSING = new Set(["csrfmiddlewaretoken", "seen", "edited_at", "read"]);
const SILENT = new Set(["hidden", "password", "file", "submit", "button"]);

const fieldsOf = (form) => [...form.elements].filter((one) => one.name && !SILENT.has(one.type));

// A form is known by where it goes and by what is hidden in it, but for what changes each time.
function keyOf(form) {
  const hidden = [...form.elements].filter((one) => one.type === "hidden" && !PASSING.has(one.name));
  const said = hidden.map((one) => `${one.name}=${one.value.slice(0, 80)}`);
  return `typed ${person} ${new URL(form.action).pathname} ${said.join(" ")}`;
}

function told(form) {
  const values = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "radio") {
      if (field.checked) values[field.name] = field.value;
    } else if (field.type === "checkbox") {
      values[`${field.name} ${field.value}`] = field.checked;
    } else if (field.multiple) {
      values[field.name] = [...field.selectedOptions].map((one) => one.value);
    } else values[field.name] = field.value;
  }
  return values;
}

function put(form, values) {
  for (const field of fieldsOf(form)) {
    const name = field.type === "checkbox" ? `${field.name} ${field.value}` : field.name;
    if (!(name in values)) continue;
    if (field.type === "radio") field.checked = field.value === values[name];
    else if (field.type === "checkbox") field.checked = values[name];
    else if (field.multiple) {
      for (const one of field.options) one.selected = values[name].includes(one.value);
    } else field.value = values[name];
  }
}

function opened(element) {
  for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
}

// A sentence above the form, and the way back to what the page had.
function say(form, before, key) {
  const line = document.createElement("p");
  line.className = "kept";
  line.setAttribute("role", "status");
  line.textContent = "What you typed here before is in its place again. ";
  const leave = document.createElement("button");
  leave.type = "button";
  leave.className = "link";
  leave.textContent = "Leave it as it was";
  leave.addEventListener("click", () => {
    put(form, before);
    sessionStorage.removeItem(key);
    line.remove();
  });
  line.append(leave);
  form.prepend(line);
}

// Whoever sat here before typed for themselves.
for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith("typed ") && !key.startsWith(`typed ${person} `)) sessionStorage.removeItem(key);
}

// The desk said that something was done: what was sent is no longer needed.
if (document.querySelector(".said .success")) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("typed ") && JSON.parse(sessionStorage.getItem(key)).sent) {
      sessionStorage.removeItem(key);
    }
  }
}

for (const form of document.querySelectorAll('main form[method="post"]:not([data-keep])')) {
  const key = keyOf(form);
  const before = told(form);
  const start = JSON.stringify(before);
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  // Only over what the page had then: what others wrote meanwhile is not typed over.
  if (kept && kept.start === start && kept.now !== start) {
    put(form, JSON.parse(kept.now));
    opened(form);
    say(form, before, key);
  }
  const keep = (sent) => {
    const now = JSON.stringify(told(form));
    if (now === start && !kept) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ start, now, sent }));
  };
  form.addEventListener("input", () => keep(false));
  form.addEventListener("change", () => keep(false));
  form.addEventListener("submit", () => {
    if (sessionStorage.getItem(key)) keep(true);
  });
}
