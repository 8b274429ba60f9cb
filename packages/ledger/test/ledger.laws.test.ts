import * as ledger from '../src'
import { ledgerLaws } from '../src/testing'

describe('the ledger obeys:', () => {
  it.each(ledgerLaws(ledger))('$name', ({ check }) => check())
})
