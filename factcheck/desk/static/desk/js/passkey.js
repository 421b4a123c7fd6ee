// Creates or uses a passkey: the browser asks the user, and the form submits the result. Without
// support for passkeys the forms stay hidden, and another method is offered. A form that is signed
// is sent to the desk first, which answers what the passkey has to sign.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const decodeIds = (list) => list?.map((item) => ({ ...item, id: bytes(item.id) }));

async function create({ publicKey }, alone) {
  const selection = { ...publicKey.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: decodeIds(publicKey.excludeCredentials),
      authenticatorSelection: selection,
    },
  });
}

async function show({ publicKey }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: decodeIds(publicKey.allowCredentials),
    },
  });
}

function encodeCredential(credential) {
  const response = {};
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  for (const part of parts) if (credential.response[part]) response[part] = text(credential.response[part]);
  response.transports = credential.response.getTransports?.();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The desk answered ${answer.status}.`);
  return (await answer.json()).request_options;
}

class Refused extends Error {}

async function sign(form) {
  const answer = await fetch(form.dataset.ask, { method: "POST", body: new FormData(form) });
  if (answer.redirected) throw new Refused(gettext("You are signed out. Sign in in another tab, then try again."));
  const asked = await answer.json();
  if (asked.problem) throw new Refused(asked.problem);
  if (asked.publicKey) form.elements.credential.value = encodeCredential(await show(asked));
  form.submit();
}

async function ask(form) {
  if (form.dataset.passkey === "sign") return sign(form);
  const asked = await options(form);
  const alone = form.elements.passwordless?.checked ?? false;
  const credential = form.dataset.passkey === "create" ? await create(asked, alone) : await show(asked);
  form.elements.credential.value = encodeCredential(credential);
  return form.submit();
}

const SENTENCES = {
  NotAllowedError: gettext("The browser was not allowed to, or it took too long. Try again."),
  InvalidStateError: gettext("This device has a passkey for your account already."),
  SecurityError: gettext("Passkeys do not work at this address. On your own machine use “localhost”."),
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const said = form.querySelector("[data-said]");
  if (!window.PublicKeyCredential) {
    said.textContent = gettext("This browser has no passkeys, or the address is not a secure one.");
    form.querySelector("[data-needs-passkeys]")?.setAttribute("disabled", "");
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    said.textContent = "";
    ask(form).catch((error) => {
      const refusal = error instanceof Refused ? error.message : SENTENCES[error.name];
      said.textContent = refusal ?? gettext("That did not work. Try again, or another way.");
    });
  });
}
