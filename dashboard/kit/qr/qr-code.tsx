import type { JSX } from "solid-js";
import { makeQr } from "#kit/qr/qr.ts";

/** A QR code as one SVG path, dark on white in every theme: scanners want it so. */
export function QrCode(props: {
  readonly text: string;
  readonly label: string;
  readonly size?: number;
}): JSX.Element {
  const modules = () => makeQr(props.text);
  const side = (): number => modules().length + 8;
  const path = (): string =>
    modules()
      .map((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : "")).join(""))
      .join("");
  return (
    <svg
      role="img"
      aria-label={props.label}
      width={props.size ?? 196}
      height={props.size ?? 196}
      viewBox={`0 0 ${side()} ${side()}`}
      shape-rendering="crispEdges"
    >
      <rect width={side()} height={side()} fill="#ffffff" />
      <path d={path()} fill="#000000" />
    </svg>
  );
}
