import type { JSX } from "solid-js";

/** A number that counts when it is finished (Enter, or the focus leaves): half a number is nobody's wish. */
export function NumberField(props: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit?: string;
  readonly invalid?: boolean;
  readonly disabled?: boolean;
  readonly onHold?: () => void;
  readonly onChange: (value: number) => void;
}): JSX.Element {
  return (
    <span class="number-field">
      <input
        class="input num"
        type="number"
        inputmode="decimal"
        min={props.min}
        max={props.max}
        step={props.step}
        value={props.value}
        aria-label={props.label}
        aria-invalid={props.invalid === true ? true : undefined}
        disabled={props.disabled}
        onFocus={() => props.onHold?.()}
        onChange={(event) => {
          const { valueAsNumber } = event.currentTarget;
          if (Number.isFinite(valueAsNumber)) props.onChange(valueAsNumber);
          // What was refused or rounded is shown as it counts.
          event.currentTarget.value = String(props.value);
        }}
      />
      <span class="muted small">{props.unit}</span>
    </span>
  );
}
