/** An image that the firmware of a machine cannot start; the words are for people. */
export class FirmwareError extends Error {}
