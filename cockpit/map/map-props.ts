import type { Corner } from "#kit/geo/corner.ts";
import type { DistrictFigures } from "#kit/geo/district-map.tsx";
import type { WallData } from "../live.ts";
import type { WallFilters } from "../model/filters.ts";
import type { WallPicture } from "../model/picture.ts";

/** What the list of streets takes of the map, in design pixels (.w-streets). */
export const CARD = { width: 340, height: 240 } as const;

export interface WallMapProps {
  readonly picture: WallPicture;
  /** Figures of the districts; of one alone where the picture is of that one. */
  readonly districts: readonly DistrictFigures[];
  readonly data: WallData;
  readonly filters: WallFilters;
  /** The district that fills the map; null: the whole city. */
  readonly focus: string | null;
  readonly onOpen: (code: string) => void;
  /** Told whether the plain map is shown. */
  readonly onPlain: (plain: boolean) => void;
  /** Told which corner the district on show leaves free. */
  readonly onCorner: (corner: Corner) => void;
}
