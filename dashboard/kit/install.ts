import { createRoot, createSignal } from "solid-js";

interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

const [offer, setOffer] = createRoot(() => createSignal<InstallPrompt | null>(null));

/** Keeps the browser's offer to install the app for the button; called once by the entry. */
export function startInstall(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    setOffer(event as InstallPrompt);
  });
  window.addEventListener("appinstalled", () => setOffer(null));
}

export function canInstall(): boolean {
  return offer() !== null;
}

export async function install(): Promise<void> {
  const prompt = offer();
  setOffer(null);
  await prompt?.prompt();
}
