/** What an answer is marked with; `name` is the model's, in JSON. */
export interface Stamp {
  readonly id: string
  readonly created: number
  readonly name: string
}
