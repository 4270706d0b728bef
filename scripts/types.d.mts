export function writeTypes(root: string, out: string): void
