/** Thrown by fit when the rows cannot carry a model; the message says what is missing. */
export class TrainingRefusedError extends Error {}

/** Thrown when a stored model must not be used: damaged, or made for another feature list. */
export class ModelRefusedError extends Error {}
