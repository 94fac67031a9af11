/**
 * The other tabs of this browser, and other clients of the same plan on this page. The storage event tells them what is
 * stored; this tells them also where the storage is blocked or full, and before their copy of it has caught up.
 * @param {string} url of the endpoint: names the application also where there is no storage
 * @param {(settings: unknown) => void} onTold what a tab chose that withdrew; null: something else changed
 * @returns {BroadcastChannel | null} null where there is none: old browsers, some sandboxes
 */
export function joinTabs(url, onTold) {
  try {
    const channel = new BroadcastChannel(`second-analytics: ${url}`);
    channel.onmessage = ({ data }) => onTold(data);
    return channel;
  } catch {
    return null;
  }
}
