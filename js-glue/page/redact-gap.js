/** What stands where something was taken out. */
export const gap = '[redacted]';
