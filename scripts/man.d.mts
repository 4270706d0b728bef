/** Pages by file name, in roff. */
export declare function createManual(folder?: string): ReadonlyMap<string, string>
