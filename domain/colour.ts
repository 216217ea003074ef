/**
 * Colours as people see them: how far two are apart, what colour-blind eyes make of them, how well one stands out.
 *
 * - OKLab: Björn Ottosson, “A perceptual color space for image processing” (2020), the matrices of his page.
 * - Colour-blind sight: Machado, Oliveira, Fernandes, “A Physiologically-based Model for Simulation of Color Vision
 *   Deficiency”, IEEE TVCG 15(6), 2009, the tables for severity 1.0, applied to linear RGB.
 * - Contrast and relative luminance: WCAG 2.1, sections 1.4.3 and 1.4.11.
 */
export const SIGHTS = ["normal", "protan", "deutan", "tritan"] as const;
export type Sight = (typeof SIGHTS)[number];

/** Red, green, blue. */
export type Rgb = readonly [number, number, number];

export function isHexColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** Linear light, 0–1 each, of a colour as #rrggbb. */
export function linearOf(hex: string): Rgb {
  return map3([1, 3, 5], (at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

export function hexOf(linear: Rgb): string {
  return `#${map3(linear, (light) => {
    const inside = Math.min(1, Math.max(0, light));
    return inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055;
  })
    .map((share) =>
      Math.round(share * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** The colour as a person of that sight has it, as #rrggbb. */
export function simulateSight(hex: string, sight: Sight): string {
  return hexOf(seen(hex, sight));
}

/** OKLab distance, times 100: 0 for the same colour, 100 from black to white. */
export function colourDistance(a: string, b: string, sight: Sight = "normal"): number {
  const [first, second] = [okLab(seen(a, sight)), okLab(seen(b, sight))];
  return 100 * Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

/** Contrast of two colours, 1 to 21. */
export function contrastOf(a: string, b: string): number {
  const [first, second] = [luminance(a), luminance(b)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

function seen(hex: string, sight: Sight): Rgb {
  const linear = linearOf(hex);
  if (sight === "normal") return linear;
  // What falls out of the screen's range is shown at its edge, so that is what is compared.
  return map3(times(SIGHT_MATRICES[sight], linear), (light) => Math.min(1, Math.max(0, light)));
}

function luminance(hex: string): number {
  const [red, green, blue] = linearOf(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function okLab(linear: Rgb): Rgb {
  return times(CONES_TO_LAB, map3(times(LINEAR_TO_CONES, linear), Math.cbrt));
}

type Matrix = readonly [Rgb, Rgb, Rgb];

function times(matrix: Matrix, vector: Rgb): Rgb {
  return map3(matrix, (row) => row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2]);
}

function map3<T>(values: readonly [T, T, T], change: (value: T) => number): Rgb {
  return [change(values[0]), change(values[1]), change(values[2])];
}

const SIGHT_MATRICES: Readonly<Record<Exclude<Sight, "normal">, Matrix>> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const LINEAR_TO_CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];

const CONES_TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
