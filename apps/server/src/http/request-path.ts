/** The path of a request, without its query; a client may name the server before it, as proxies do. */
export const pathOf = (url = '/'): string => {
  const query = url.indexOf('?')
  const path = query < 0 ? url : url.slice(0, query)
  return path.startsWith('/') ? path : path.replace(/^https?:\/\/[^/]*/i, '')
}
