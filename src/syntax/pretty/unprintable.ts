// What the printer cannot print as rustc does for sure. It is thrown, and caught where the printing began.

export class Unprintable extends Error {}
