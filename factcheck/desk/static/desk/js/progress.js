// How far a file is: the page is asked again every second until the work has ended. Then it shows
// the result in the same place, or it is another page and is opened.

const place = document.querySelector("#progress");

async function look() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = fresh.querySelector("#progress");
    if (found) {
      place.replaceChildren(...found.childNodes);
      place.toggleAttribute("data-waits", found.hasAttribute("data-waits"));
    } else if (answer.ok) {
      location.reload();
      return;
    }
  } catch {
    // The next look may reach the desk again.
  }
  if (place.hasAttribute("data-waits")) setTimeout(look, 1000);
}

setTimeout(look, 1000);
