import { lazy } from "solid-js";

/** Each screen is a chunk of its own, fetched when it is first opened (and kept by the service worker). */
export const Login = lazy(() =>
  import("./screens/login/login.tsx").then((file) => ({ default: file.Login })),
);
export const Overview = lazy(() =>
  import("./screens/overview/overview.tsx").then((file) => ({ default: file.OverviewScreen })),
);
export const Enterprises = lazy(() =>
  import("./screens/enterprises/enterprises.tsx").then((file) => ({ default: file.EnterprisesScreen })),
);
export const Enterprise = lazy(() =>
  import("./screens/enterprise/enterprise.tsx").then((file) => ({ default: file.EnterpriseScreen })),
);
export const Alerts = lazy(() =>
  import("./screens/alerts/alerts.tsx").then((file) => ({ default: file.AlertsScreen })),
);
export const Algorithms = lazy(() =>
  import("./screens/algorithms/algorithms.tsx").then((file) => ({ default: file.AlgorithmsScreen })),
);
export const Data = lazy(() =>
  import("./screens/data/data.tsx").then((file) => ({ default: file.DataScreen })),
);
export const System = lazy(() =>
  import("./screens/system/system.tsx").then((file) => ({ default: file.SystemScreen })),
);
export const Profile = lazy(() =>
  import("./screens/profile/profile.tsx").then((file) => ({ default: file.ProfileScreen })),
);
export const Reviews = lazy(() =>
  import("./screens/reviews/reviews.tsx").then((file) => ({ default: file.ReviewsScreen })),
);
export const Scoreboard = lazy(() =>
  import("./screens/scoreboard/scoreboard.tsx").then((file) => ({ default: file.ScoreboardScreen })),
);
export const LocalOrganisations = lazy(() =>
  import("./screens/local-organisations/local-organisations.tsx").then((file) => ({
    default: file.LocalOrganisationsScreen,
  })),
);
export const LocalOrganisation = lazy(() =>
  import("./screens/local-organisation/local-organisation.tsx").then((file) => ({
    default: file.LocalOrganisationScreen,
  })),
);
