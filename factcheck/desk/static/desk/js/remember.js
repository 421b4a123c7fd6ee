// Input in any form of the desk survives an expired session, a lost connection and a closed page: it
// is kept in this tab's storage until the desk has saved it. The draft has keep.js, which also
// handles conflicts with other users.

const person = document.body.dataset.person;
const CHANGING = new Set(["csrfmiddlewaretoken", "sha256", "version", "edited_at", "read", "form_key"]);
const NOT_KEPT = new Set(["hidden", "password", "file", "submit", "button"]);

const listFields = (form) => [...form.elements].filter((field) => field.name && !NOT_KEPT.has(field.type));

// A form is identified by its action and its hidden fields, except those that change each time.
function buildKey(form) {
  const hidden = [...form.elements].filter(
    (field) => field.type === "hidden" && !CHANGING.has(field.name),
  );
  const parts = hidden.map((field) => `${field.name}=${field.value.slice(0, 80)}`);
  return `typed ${person} ${new URL(form.action).pathname} ${parts.join(" ")}`;
}

function readOptions(field, initial) {
  const options = [...field.options].filter((option) => (initial ? option.defaultSelected : option.selected));
  if (!options.length && !field.multiple && field.options.length) options.push(field.options[0]);
  return options.map((option) => option.value);
}

// The input, or what the page came with: someone may have typed before this script ran.
function readFields(form, { initial = false } = {}) {
  const values = {};
  for (const field of listFields(form)) {
    const checked = initial ? field.defaultChecked : field.checked;
    if (field.type === "radio") {
      if (checked) values[field.name] = field.value;
    } else if (field.type === "checkbox") values[`${field.name} ${field.value}`] = checked;
    else if (field.multiple) values[field.name] = readOptions(field, initial);
    else if (field.options) values[field.name] = readOptions(field, initial)[0] ?? "";
    else values[field.name] = initial ? field.defaultValue : field.value;
  }
  return values;
}

function fillFields(form, values) {
  for (const field of listFields(form)) {
    const name = field.type === "checkbox" ? `${field.name} ${field.value}` : field.name;
    if (!(name in values)) continue;
    if (field.type === "radio") field.checked = field.value === values[name];
    else if (field.type === "checkbox") field.checked = values[name];
    else if (field.multiple) {
      for (const option of field.options) option.selected = values[name].includes(option.value);
    } else field.value = values[name];
  }
}

function openParents(element) {
  for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
}

// A message above the form, with a button that restores the values of the page.
function showRestored(form, before, key) {
  const line = document.createElement("p");
  line.className = "kept";
  line.setAttribute("role", "status");
  line.textContent = `${gettext("Unsaved text restored.")} `;
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "link";
  discard.textContent = gettext("Discard");
  discard.addEventListener("click", () => {
    fillFields(form, before);
    sessionStorage.removeItem(key);
    line.remove();
  });
  line.append(discard);
  form.prepend(line);
}

// Input of another user of this tab is deleted.
for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith("typed ") && !key.startsWith(`typed ${person} `)) sessionStorage.removeItem(key);
}

// A success message: what was sent is no longer needed.
if (document.querySelector(".said .success")) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("typed ") && JSON.parse(sessionStorage.getItem(key)).sent) {
      sessionStorage.removeItem(key);
    }
  }
}

for (const form of document.querySelectorAll('main form[method="post"]:not([data-keep])')) {
  const key = buildKey(form);
  const before = readFields(form, { initial: true });
  const start = JSON.stringify(before);
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  // Only if the page has the same values as then: what others saved is not overwritten.
  if (kept && kept.start === start && kept.now !== start) {
    fillFields(form, JSON.parse(kept.now));
    openParents(form);
    showRestored(form, before, key);
  }
  const keep = (sent) => {
    const now = JSON.stringify(readFields(form));
    if (now === start && !kept) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ start, now, sent }));
  };
  if (!kept) keep(false);
  form.addEventListener("input", () => keep(false));
  form.addEventListener("change", () => keep(false));
  form.addEventListener("submit", () => {
    if (sessionStorage.getItem(key)) keep(true);
  });
}
