// How the studio calls the server: JSON, never a redirect to follow, and a fresh token when another tab signed in anew.
import { form, studio } from "./page.js";

const PATIENCE = 30_000; // after that an answer counts as lost
const field = form?.elements.csrfmiddlewaretoken;

export class Away extends Error {} // no network, or an answer that never came

async function once(address, method, body) {
  const headers = { "X-CSRFToken": field.value, "X-Writer": studio.writer };
  if (typeof body === "string") headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(address, { method, body, headers, redirect: "manual", credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE), keepalive: document.hidden && typeof body === "string" && body.length < 60_000 });
    return { status: answer.type === "opaqueredirect" ? 401 : answer.status, said: await worded(answer), wait: Number(answer.headers.get("Retry-After")) || 0 };
  } catch { throw new Away(); }
}

async function worded(answer) {
  if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) return null;
  return answer.json();
}

// The token turns when somebody signs in beside: then it is asked for, and the call made again.
export async function call(address, method = "GET", said = undefined) {
  const body = said === undefined || said instanceof FormData ? said : JSON.stringify(said);
  // A body over 64 KB cannot outlive its page; the journal does.
  const first = await once(address, method, body);
  if (first.status !== 403 || method === "GET") return first;
  const fresh = await freshToken();
  return fresh.status === 200 ? once(address, method, body) : fresh.status === 401 ? fresh : first;
}

export async function freshToken() {
  const answer = await once(studio.addresses.token, "GET");
  if (answer.said?.csrf) for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) one.value = answer.said.csrf;
  return answer;
}

export const token = () => field.value;
