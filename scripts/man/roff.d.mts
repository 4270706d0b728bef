/** Text that roff prints as it is. */
export declare function escape(text: string): string
