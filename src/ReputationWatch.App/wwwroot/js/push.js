// Push messages: asks the browser, then hands its answer over in an ordinary form.
(() => {
  const form = document.querySelector("#push-form");
  if (!form) return;
  const say = (name) => {
    for (const state of document.querySelectorAll("[data-push]")) state.hidden = state.dataset.push !== name;
  };
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return say("unsupported");
  if (Notification.permission === "denied") return say("denied");
  say("ready");

  const bytes = (text) => {
    const padded = text.replace(/-/g, "+").replace(/_/g, "/") + "=".repeat((4 - (text.length % 4)) % 4);
    return Uint8Array.from(atob(padded), (sign) => sign.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    try {
      if ((await Notification.requestPermission()) !== "granted") return say("denied");
      const worker = await navigator.serviceWorker.register("/sw.js");
      await navigator.serviceWorker.ready;
      const subscription = await worker.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: bytes(form.dataset.key),
      });
      form.elements.endpoint.value = subscription.endpoint;
      form.elements.publicKey.value = text(subscription.getKey("p256dh"));
      form.elements.authSecret.value = text(subscription.getKey("auth"));
      form.submit();
    } catch {
      say("failed");
    }
  });
})();
