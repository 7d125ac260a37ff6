declare module 'virtual:routes' {
  const routes: Readonly<Record<string, readonly [method: string, path: string]>>
  export default routes
}
