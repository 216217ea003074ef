import type { JSX } from "solid-js";

/** Line icons drawn here: fonts on government desktops lack many symbols. All decorative; the word stands beside. */
const PATHS = {
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8zM8 4.6V8l2.4 1.6",
  warning: "M8 2 14.6 13.6H1.4zM8 6.4v3.4M8 11.6v.4",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 1 0 0-6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13",
  moon: "M13.4 9.6A6 6 0 0 1 6.4 2.6a5.6 5.6 0 1 0 7 7z",
  auto: "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2zM8 2v12M8 4.5h4.6M8 8h5.9M8 11.5h4.6",
  sound: "M2 6v4h2.6L8 13V3L4.6 6zM10.4 5.6a3.4 3.4 0 0 1 0 4.8M12.4 3.6a6.2 6.2 0 0 1 0 8.8",
  mute: "M2 6v4h2.6L8 13V3L4.6 6zM10.6 6l4 4M14.6 6l-4 4",
  edit: "M2.5 13.5l.8-3.2 7.6-7.6 2.4 2.4-7.6 7.6zM9.6 4l2.4 2.4",
  trash: "M2.5 4.2h11M6 4.2V2.4h4v1.8M4 4.2l.7 9.4h6.6l.7-9.4M6.7 7v4M9.3 7v4",
  play: "M4.5 2.8l8 5.2-8 5.2z",
  pause: "M5 3v10M11 3v10",
  key: "M10.2 6.8a3 3 0 1 1-1.5-1.5 3 3 0 0 1 1.5 1.5zM9.6 7.4l4 4M11.2 9l-1.6 1.6",
  back: "M3 8a5 5 0 1 0 1.6-3.7M3 2.6v3h3",
  star: "M8 1.8l1.9 4 4.3.5-3.2 3 .9 4.3L8 11.5l-3.9 2.1.9-4.3-3.2-3 4.3-.5z",
} as const;

export function Icon(props: {
  readonly name: keyof typeof PATHS;
  readonly size?: number;
  readonly filled?: boolean;
}): JSX.Element {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width={props.size ?? 16}
      height={props.size ?? 16}
      fill={props.filled === true ? "currentColor" : "none"}
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[props.name]} />
    </svg>
  );
}
