// Shows push messages, also while no page is open. It stores nothing and answers no request.
self.addEventListener("push", (event) => {
  let message = {};
  try {
    message = event.data.json();
  } catch {
    // A message that cannot be read is still shown: a browser that wakes a page for nothing withdraws its consent.
  }
  event.waitUntil(
    self.registration.showNotification(message.title || "ReputationWatch", {
      body: message.body || "",
      tag: message.tag,
      lang: message.lang,
      icon: "/favicon.svg",
      data: { url: message.url || "/" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
