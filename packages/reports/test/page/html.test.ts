import { html, verbatim, when } from '../../src/page/html'

test('a text is escaped, in content and in attributes', () => {
  expect(html`<p title="${'"><script>'}">${"<b>'&"}</p>`.markup).toBe(
    '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&#39;&amp;</p>'
  )
})

test('markup within markup stays markup', () => {
  const items = ['a', '<'].map((text) => html`<li>${text}</li>`)
  expect(
    html`<ul>
      ${items}
    </ul>`.markup.replace(/\s/g, '')
  ).toBe('<ul><li>a</li><li>&lt;</li></ul>')
})

test('a number is a text', () => {
  expect(html`${0}`.markup).toBe('0')
})

test('what does not hold is nothing', () => {
  expect(html`${when(false, () => verbatim('x'))}`.markup).toBe('')
  expect(html`${when(true, () => verbatim('<x>'))}`.markup).toBe('<x>')
})
