/** Whether the path is of a file that is broken on purpose. */
export declare function isBroken(path: string): boolean;

/** The bytes that a path stands for; `read` reads good files. */
export declare function brokenFile(path: string, read: (path: string) => Uint8Array): Uint8Array;
