// What JavaScript adds to pages that work without it.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { dragAgenda } from "./agenda.mjs";
import { keepForms } from "./keep.mjs";
import { collapseFilter, focusSearchOnSlash, sendOnce } from "./manners.mjs";
import { driveMeeting } from "./meeting.mjs";
import { warnBeforeSignOut } from "./session.mjs";
import { drawZones } from "./zone.mjs";

const components = {
  "govuk-button": Button,
  "govuk-character-count": CharacterCount,
  "govuk-checkboxes": Checkboxes,
  "govuk-error-summary": ErrorSummary,
  "govuk-notification-banner": NotificationBanner,
  "govuk-password-input": PasswordInput,
  "govuk-radios": Radios,
  "govuk-service-navigation": ServiceNavigation,
  "govuk-skip-link": SkipLink,
};

function start(scope) {
  for (const [name, Component] of Object.entries(components)) {
    for (const element of scope.querySelectorAll(`[data-module="${name}"]`)) {
      if (element.hasAttribute(`data-${name}-init`)) continue;
      try {
        new Component(element);
      } catch (error) {
        // One part that fails to start must not take the rest of the page with it.
        console.error(error);
      }
    }
  }
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
focusSearchOnSlash();
collapseFilter();
sendOnce();
dragAgenda();
driveMeeting();
drawZones();
warnBeforeSignOut(keepForms());
