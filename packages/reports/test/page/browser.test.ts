import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { renderPage } from '../../src'
import { makeReport, small } from '../make-report'
import { browserPath, openBrowser } from './open-browser'

if (browserPath === undefined) {
  process.stderr.write(
    'No Chromium found: pages are not opened (STAGEROUTE_TEST_BROWSER names one).\n'
  )
}

const inBrowser = browserPath === undefined ? test.skip : test

const size = { ...small, policies: 12, cases: 2, points: 30, arms: 5 }
const folder = mkdtempSync(join(tmpdir(), 'stageroute-reports-'))
const file = join(folder, 'report.html')
let browser: Browser | undefined

beforeAll(async () => {
  if (browserPath === undefined) return
  writeFileSync(file, renderPage(makeReport(size)))
  browser = await openBrowser(browserPath)
}, 60_000)

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Setting {
  readonly width: number
  readonly colorScheme: 'light' | 'dark'
}

interface Opened {
  readonly page: Page
  /** What a page must not do: errors, and requests beyond its own file. */
  readonly complaints: ReadonlyArray<string>
}

const open = async ({ width, colorScheme }: Setting): Promise<Opened> => {
  if (browser === undefined) throw new Error('no browser')
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
  const complaints: string[] = []
  const url = pathToFileURL(file).href
  page.on('console', (line) => complaints.push(line.text()))
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) complaints.push(request.url())
  })
  await page.goto(url)
  return { page, complaints }
}

/** Scrolls to every figure, which draws it. */
const drawAll = async (page: Page): Promise<void> => {
  for (const figure of await page.locator('figure').all()) {
    await figure.scrollIntoViewIfNeeded()
    await figure.locator('canvas').first().waitFor()
  }
}

/** How many pixels of a chart are drawn on. */
const inkOf = (page: Page, figure: string): Promise<number> =>
  page.evaluate(`(() => {
    const canvas = document.querySelector('#${figure} canvas')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    let ink = 0
    for (let i = 3; i < data.length; i += 4) if (data[i] > 0) ink++
    return ink
  })()`)

/** The colours of a chart's pixels that are drawn on in full. */
const inkColours = (page: Page, figure: string): Promise<ReadonlyArray<string>> =>
  page.evaluate(`(() => {
    const canvas = document.querySelector('#${figure} canvas')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    const colours = new Set()
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] === 255) colours.add(data.slice(i, i + 3).join())
    }
    return [...colours]
  })()`)

const colourOf = (page: Page): Promise<string> =>
  page.evaluate('getComputedStyle(document.body).backgroundColor')

const kinds = ['regret', 'spend', 'shares', 'pareto', 'sensitivity', 'adoption', 'speed'] as const

for (const width of [1280, 360]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    inBrowser(
      `draws every chart at ${width} pixels, ${colorScheme}, and fetches nothing`,
      async () => {
        const { page, complaints } = await open({ width, colorScheme })
        await drawAll(page)
        expect(complaints).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
        for (const kind of kinds) {
          expect(await inkOf(page, `group-0-${kind}`)).toBeGreaterThan(2000)
        }
        expect(await inkOf(page, 'group-1-slope')).toBeGreaterThan(2000)
        await page.close()
      },
      60_000
    )
  }
}

inBrowser(
  'a chart follows the width of its window',
  async () => {
    const { page } = await open({ width: 1280, colorScheme: 'light' })
    await drawAll(page)
    await page.setViewportSize({ width: 360, height: 900 })
    await page.waitForTimeout(300)
    const width = await page
      .locator('#group-0-regret canvas')
      .first()
      .evaluate((canvas) => (canvas as unknown as { clientWidth: number }).clientWidth)
    expect(width).toBeLessThan(360)
    await page.close()
  },
  60_000
)

inBrowser(
  'dark paper is dark, and charts are drawn anew when the theme changes',
  async () => {
    const { page } = await open({ width: 1280, colorScheme: 'light' })
    await page.locator('#group-0-regret canvas').first().waitFor()
    const chart = page.locator('#group-0-regret .chart')
    const [lightPaper, lightChart] = [await colourOf(page), await chart.screenshot()]
    expect(await inkColours(page, 'group-0-regret')).toContain('27,31,36')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForTimeout(200)
    expect([lightPaper, await colourOf(page)]).toEqual(['rgb(255, 255, 255)', 'rgb(22, 27, 33)'])
    expect(await inkColours(page, 'group-0-regret')).not.toContain('27,31,36')
    expect(lightChart.equals(await chart.screenshot())).toBe(false)
    await page.close()
  },
  60_000
)

inBrowser(
  'a policy is hidden and shown from the keyboard',
  async () => {
    const { page } = await open({ width: 1280, colorScheme: 'light' })
    await page.locator('#group-0-regret canvas').first().waitFor()
    const key = page.locator('#group-0 .key').first()
    const whole = await inkOf(page, 'group-0-regret')
    await key.focus()
    await page.keyboard.press('Space')
    expect(await key.getAttribute('aria-pressed')).toBe('false')
    await page.waitForTimeout(200)
    expect(await inkOf(page, 'group-0-regret')).toBeLessThan(whole)
    await page.keyboard.press('Enter')
    await page.waitForTimeout(200)
    expect(await inkOf(page, 'group-0-regret')).toBe(whole)
    await page.close()
  },
  60_000
)

inBrowser(
  'at first the best are shown; all can be',
  async () => {
    const { page } = await open({ width: 1280, colorScheme: 'light' })
    const pressed = page.locator('#group-0 .key[aria-pressed=true]')
    expect(await pressed.count()).toBe(9)
    await page.click('#group-0 [data-show=all]')
    expect(await pressed.count()).toBe(12)
    await page.click('#group-0 [data-show=best]')
    expect(await pressed.count()).toBe(9)
    await page.click('#group-0 [data-show=none]')
    expect(await pressed.count()).toBe(0)
    await page.close()
  },
  60_000
)

inBrowser(
  'choosing a case changes the table and the charts',
  async () => {
    const { page } = await open({ width: 1280, colorScheme: 'light' })
    await page.locator('#group-0-regret canvas').first().waitFor()
    const chart = page.locator('#group-0-regret .chart')
    expect(await chart.getAttribute('aria-label')).toContain('budget 0.0002')
    await page.selectOption('#group-0 [data-pick=case]', '1')
    expect(await chart.getAttribute('aria-label')).toContain('budget 0.0005')
    expect(await page.locator('#group-0 [data-case="0"]').isVisible()).toBe(false)
    expect(await page.locator('#group-0 [data-case="1"]').isVisible()).toBe(true)
    await page.close()
  },
  60_000
)

inBrowser(
  'a tooltip lists the policies from the largest value down',
  async () => {
    const { page } = await open({ width: 1280, colorScheme: 'light' })
    const chart = page.locator('#group-0-regret .chart')
    await chart.scrollIntoViewIfNeeded()
    await chart.locator('canvas').first().waitFor()
    const box = await chart.boundingBox()
    await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 150)
    await page.locator('#group-0-regret .tooltip').waitFor()
    const values = await page.locator('#group-0-regret .tooltip dd').allInnerTexts()
    const numbers = values.map((text) => Number(text.replace(/,/g, '')))
    expect(numbers).toHaveLength(9)
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a))
    await page.close()
  },
  60_000
)

/** The text of a chart's tooltip at a point of one of its series. */
const tipOf = (page: Page, figure: string, series: string): Promise<string> =>
  page.evaluate(`(() => {
    const box = document.querySelector('#${figure} .chart')
    const chart = echarts.getInstanceByDom(box)
    const seriesIndex = chart.getOption().series.findIndex(({ id, name }) => id === '${series}' || name === '${series}')
    chart.dispatchAction({ type: 'showTip', seriesIndex, dataIndex: 1 })
    return box.querySelector('.tooltip').parentElement.innerText.replace(/\\s+/g, ' ')
  })()`)

inBrowser(
  'a point of every chart tells its numbers',
  async () => {
    const { page } = await open({ width: 1280, colorScheme: 'light' })
    await drawAll(page)
    expect(await tipOf(page, 'group-0-sensitivity', 'mean oracle')).toMatch(
      /^oracle ratio to oracle 0[.][0-9]+ 95 % interval 0[.][0-9]+ to [0-9.]+$/
    )
    expect(await tipOf(page, 'group-1-slope', 'mean oracle')).toMatch(
      /^oracle regret [\d.]+ 95 % interval [\d.]+ to [\d.]+$/
    )
    expect(await tipOf(page, 'group-0-adoption', 'median')).toMatch(/^oracle median [\d,]+$/)
    expect(await tipOf(page, 'group-0-speed', 'queries per second')).toMatch(/^oracle queries per/)
    expect(await tipOf(page, 'group-0-shares', 'routed by the stage oracle')).toMatch(
      /^WizardLM-13B-V1\.2 routed by the stage oracle [\d.]+ % until query [\d,]+$/
    )
    await page.close()
  },
  60_000
)

inBrowser(
  'everything that can be operated has a name, and charts have a text',
  async () => {
    const { page } = await open({ width: 1280, colorScheme: 'light' })
    await drawAll(page)
    const nameless = await page.evaluate(`
    [...document.querySelectorAll('button, select, a, [role=img], [role=region]')]
      .filter((element) => !(element.getAttribute('aria-label') || element.labels?.[0]?.textContent || element.textContent || '').trim())
      .map((element) => element.outerHTML)`)
    expect(nameless).toEqual([])
    const ids = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[id]')].map(({ id }) => id)`
    )
    expect(new Set(ids).size).toBe(ids.length)
    await page.close()
  },
  60_000
)

inBrowser(
  'without scripts the tables of all cases are there',
  async () => {
    if (browser === undefined) return
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(pathToFileURL(file).href)
    expect(await page.locator('#group-0 table').count()).toBe(2)
    expect(await page.locator('#group-0 table').last().isVisible()).toBe(true)
    expect(await page.locator('figure').first().isVisible()).toBe(false)
    await page.close()
  },
  60_000
)
