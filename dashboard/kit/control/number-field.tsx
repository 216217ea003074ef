import type { JSX } from "solid-js";

/** A number with its bounds; empty is NaN, so that the form knows that it is not ready. */
export function NumberField(props: {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: string;
  readonly onChange: (value: number) => void;
}): JSX.Element {
  return (
    <label class="field">
      <span class="label">{props.label}</span>
      <input
        class="input"
        type="number"
        min={props.min}
        max={props.max}
        step={props.step ?? "any"}
        value={Number.isFinite(props.value) ? props.value : ""}
        onInput={(event) =>
          props.onChange(event.currentTarget.value === "" ? Number.NaN : Number(event.currentTarget.value))
        }
      />
    </label>
  );
}
