// One tab writes a draft; another reads until it takes over. Without locks in the browser the versions catch it.
import { studio } from "./page.js";

const PATIENCE = 3000;

// Resolves to whether this tab may write. `release` lets another one have it: it saves first.
export async function holdDraft(release) {
  if (!navigator.locks) return true;
  const name = `draft:${studio.writer}:${studio.code}`;
  const channel = new BroadcastChannel(name);
  const got = await new Promise((resolve) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise((letGo) => {
        channel.onmessage = async ({ data }) => { if (data === "take") { await release(false); letGo(); } };
      });
    }).catch(() => release(true));
  });
  return got;
}

// Ask the tab that holds it, wait a little, then take it: a frozen tab does not answer.
export async function takeOver() {
  const name = `draft:${studio.writer}:${studio.code}`;
  new BroadcastChannel(name).postMessage("take");
  const signal = AbortSignal.timeout(PATIENCE);
  try { await navigator.locks.request(name, { signal }, () => {}); } catch {
    await navigator.locks.request(name, { steal: true }, () => {});
  }
  location.reload();
}
