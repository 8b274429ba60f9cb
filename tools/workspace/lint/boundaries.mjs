// @nx/enforce-module-boundaries, stated from the edge table.

const withSubpaths = (names) => names.flatMap((name) => [name, `${name}/*`])

const layerConstraint = (layer, { dependsOn, externals }, vendor) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: dependsOn.map((other) => `layer:${other}`),
  ...(externals.includes('*')
    ? {}
    : { allowedExternalImports: withSubpaths([...externals, ...vendor]) })
})

/** In tests any declared external package is fine, so only the arrows between projects stay. */
const withoutExternals = (constraint) => ({ ...constraint, allowedExternalImports: ['*'] })

const runtimeConstraint = ([runtime, { dependsOn }]) => ({
  sourceTag: `runtime:${runtime}`,
  onlyDependOnLibsWithTags: dependsOn.map((other) => `runtime:${other}`)
})

/**
 * Returns the rule's entry for one project: an adapter may use its own vendor library, which a constraint shared by all adapters
 * could not say.
 */
export const moduleBoundaries = (edges, project, { isTest }) => {
  const layers = Object.entries(edges.layers).map(([layer, rules]) =>
    layerConstraint(layer, rules, layer === project.layer ? project.vendor : [])
  )
  return [
    'error',
    {
      allow: [],
      // A package's tests import it, and its conformance kit, by its public name.
      allowCircularSelfDependency: isTest,
      banTransitiveDependencies: true,
      enforceBuildableLibDependency: false,
      checkDynamicDependenciesExceptions: [],
      depConstraints: [
        ...(isTest ? layers.map(withoutExternals) : layers),
        ...Object.entries(edges.runtimes).map(runtimeConstraint)
      ]
    }
  ]
}
