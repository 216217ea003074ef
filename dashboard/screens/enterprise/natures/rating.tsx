import type { JSX } from "solid-js";
import { NATURE_RATING_NAMES, type NatureRating } from "#domain/nature";
import { language } from "#kit/i18n/translate.ts";

/** A rating in words; colour only goes beside it. */
export function Rating(props: { readonly rating: NatureRating }): JSX.Element {
  return (
    <span class="tag" classList={{ warn: props.rating === "clear" || props.rating === "fairly-clear" }}>
      {NATURE_RATING_NAMES[props.rating][language()]}
    </span>
  );
}
