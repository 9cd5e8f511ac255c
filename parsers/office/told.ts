/** Properties that a style tells; those that it does not are inherited. */
export type Told<T> = { readonly [K in keyof T]?: T[K] };

/** The properties that are told, of all that may be. */
export function told<T>(properties: { readonly [K in keyof T]: T[K] | undefined }): Told<T> {
  return Object.fromEntries(Object.entries(properties).filter(([, each]) => each !== undefined)) as Told<T>;
}
