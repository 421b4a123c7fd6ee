// What was typed into the draft and not saved survives a citation, a search and a closed tab: it is
// kept in this tab's storage until it is saved.

const form = document.querySelector("form[data-keep]");
const said = document.querySelector("[data-kept]");
const key = form.dataset.keep;
const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden");

function typed() {
  const told = {};
  for (const field of fields) {
    if (field.type === "radio") {
      if (field.checked) told[field.name] = field.value;
    } else told[field.name] = field.type === "checkbox" ? field.checked : field.value;
  }
  return told;
}

function put(told) {
  for (const field of fields) {
    if (!(field.name in told)) continue;
    if (field.type === "radio") field.checked = field.value === told[field.name];
    else if (field.type === "checkbox") field.checked = told[field.name];
    else field.value = told[field.name];
  }
}

const saved = JSON.stringify(typed());

function keep() {
  const now = JSON.stringify(typed());
  if (now === saved) {
    sessionStorage.removeItem(key);
    return;
  }
  sessionStorage.setItem(key, JSON.stringify({ saved, now }));
  said.textContent = "Not saved yet.";
}

const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
// Somebody else's words are never covered by older ones of ours: only the state they were typed over.
if (kept && kept.saved === saved && !form.querySelector(".field-error")) {
  put(JSON.parse(kept.now));
  said.textContent = "Not saved yet.";
} else sessionStorage.removeItem(key);

// A verb acts on what was saved: it waits until everything is.
function hold(event) {
  if (!sessionStorage.getItem(key)) return;
  event.preventDefault();
  said.textContent = "Not saved yet: save the draft first, or reload to leave it as it was.";
  form.querySelector("button").focus();
}

for (const deed of document.querySelectorAll("#deeds form")) deed.addEventListener("submit", hold);
form.addEventListener("input", keep);
form.addEventListener("change", keep);
form.addEventListener("submit", () => sessionStorage.removeItem(key));
