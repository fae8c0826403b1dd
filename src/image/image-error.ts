/** A kernel that a format of image cannot hold; the words are for people. */
export class ImageError extends Error {}
