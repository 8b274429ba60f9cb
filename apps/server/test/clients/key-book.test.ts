import { hasRoom, takeFromBucket } from '@stageroute/router'
import type { HeldKey } from '../../src/keys/held-key'
import { makeKeyBook } from '../../src/keys/key-book'

const limited = (id: string): HeldKey => ({
  id,
  salt: '',
  hash: '',
  name: id,
  roles: ['call'],
  budgetUsd: null,
  period: 'total',
  requestsPerMinute: 1,
  tokensPerMinute: null,
  isConfigured: true
})

describe('The limits of keys', () => {
  it('are those of the keys that there are: others leave nothing behind', () => {
    const book = makeKeyBook([limited('first')], 0)
    const bucket = book.bucketOf(limited('first'))
    takeFromBucket(book.buckets, bucket, 0, 0)
    book.setConfigured([limited('second')], 1)
    expect(book.bucketOf(limited('first'))).toBe(-1)
    expect(book.bucketOf(limited('second'))).toBe(bucket)
    expect(hasRoom(book.buckets, bucket, 0, 1)).toBe(true)
  })

  it('stay with a key that stays', () => {
    const book = makeKeyBook([limited('first')], 0)
    takeFromBucket(book.buckets, book.bucketOf(limited('first')), 0, 0)
    book.setConfigured([limited('other'), limited('first')], 1)
    expect(hasRoom(book.buckets, book.bucketOf(limited('first')), 0, 1)).toBe(false)
    expect(hasRoom(book.buckets, book.bucketOf(limited('other')), 0, 1)).toBe(true)
  })
})
