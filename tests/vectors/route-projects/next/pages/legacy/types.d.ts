export type Order = { id: string };
