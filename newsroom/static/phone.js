// Once a page has loaded: the worker that keeps what is read on this device (worker/). A page that did not come through
// it tells what it loaded, so that the first one that somebody reads here is kept too.
const worker = navigator.serviceWorker;

if (worker) {
  worker.register("/worker.js").catch(() => { /* without a network the one that is there stays */ });
  if (!performance.getEntriesByType("navigation")[0].workerStart) {
    (await worker.ready).active.postMessage(performance.getEntriesByType("resource").map(({ name }) => name));
  }
}
