/**
 * The parts of `stage-route-strong` that can be left out, to see what each is worth:
 *
 * - `end`: levels of bounds know how much is left to come; without it they are log t.
 * - `prices`: a newcomer is taken to cost what its prices suggest; without it, nothing, until it was paid for.
 * - `restarts`: rewards of an arm that changed are forgotten.
 * - `steering`: the budget of a query follows the balance; without it, it is that of the trial.
 * - `probation`: an arm of which no answer was judged is offered half.
 */
export type Mechanism = 'end' | 'prices' | 'restarts' | 'steering' | 'probation'
