// What the pages do beyond HTML: start GOV.UK Frontend, copy a field, save a form while it is being typed.
// Every page works without this file; it is loaded as a module from our own address, and nothing is inline.

import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
  isSupported,
} from "./govuk-frontend.js";

const SAVE_EVERY = 5000;

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
if (isSupported()) {
  for (const component of [
    Accordion,
    Button,
    CharacterCount,
    Checkboxes,
    ErrorSummary,
    ExitThisPage,
    FileUpload,
    NotificationBanner,
    PasswordInput,
    Radios,
    ServiceNavigation,
    SkipLink,
    Tabs,
  ]) {
    createAll(component);
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  startCopy(button);
}
for (const form of document.querySelectorAll("form[data-autosave]")) {
  startAutosave(form);
}

/**
 * A button that copies the words of the element whose id it names. It is hidden until it can work.
 *
 * @param {HTMLButtonElement} button - data-copy: id; data-copied, data-not-copied: what to say afterwards;
 *   data-copy-said: id of the live region that says it
 */
function startCopy(button) {
  const source = document.getElementById(button.dataset.copy);
  const said = document.getElementById(button.dataset.copySaid);
  if (!source || !navigator.clipboard) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    // A live region that is given the same words twice stays silent the second time.
    say(said, "");
    try {
      await navigator.clipboard.writeText(source.textContent);
      say(said, button.dataset.copied);
    } catch {
      say(said, button.dataset.notCopied);
    }
  });
}

/**
 * Saves a form while it is being typed, and says when. What was typed stays in the page whatever happens.
 *
 * @param {HTMLFormElement} form - data-autosave: where to post; data-autosave-said: id of the live region;
 *   data-saved (with %{time}), data-signed-out, data-changed, data-not-saved: what to say
 */
function startAutosave(form) {
  const said = document.getElementById(form.dataset.autosaveSaid);
  let last = written(form);
  let isSafe = true;
  let isBusy = false;

  async function save() {
    const now = written(form);
    if (isBusy || now === last) {
      return;
    }
    isBusy = true;
    const outcome = await post(form.dataset.autosave, typed(form));
    isBusy = false;
    isSafe = outcome.isSaved;
    if (outcome.isSaved) {
      last = now;
    }
    said?.classList.toggle("app-saved--not", !outcome.isSaved);
    say(said, sentence(form, outcome));
  }

  setInterval(save, SAVE_EVERY);
  document.addEventListener("visibilitychange", () => document.hidden && save());
  form.addEventListener("submit", () => {
    isSafe = true;
    last = written(form);
  });
  window.addEventListener("beforeunload", (leaving) => {
    if (!isSafe && written(form) !== last) {
      leaving.preventDefault();
    }
  });
}

/** What is typed, without files: those are sent once, by the person. */
function typed(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data.entries()]) {
    if (value instanceof File) {
      data.delete(name);
    }
  }
  return data;
}

/** What is typed as one text, so that two moments can be compared. */
function written(form) {
  return new URLSearchParams(typed(form)).toString();
}

async function post(address, body) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { Accept: "application/json", "X-Requested-With": "fetch" },
    });
    // A signed-out person is answered with the sign-in page, or refused.
    if (answer.redirected || answer.status === 401 || answer.status === 403) {
      return { isSaved: false, isSignedOut: true };
    }
    return { isSaved: answer.ok, isSignedOut: false, isChanged: answer.status === 409 };
  } catch {
    return { isSaved: false, isSignedOut: false };
  }
}

function sentence(form, outcome) {
  if (outcome.isSaved) {
    const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    return form.dataset.saved.replace("%{time}", time);
  }
  if (outcome.isChanged) {
    return form.dataset.changed;
  }
  return outcome.isSignedOut ? form.dataset.signedOut : form.dataset.notSaved;
}

function say(region, words) {
  if (region && region.textContent !== words) {
    region.textContent = words;
  }
}
