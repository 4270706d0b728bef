import fc from 'fast-check'

/**
 * Properties look at the same cases on every machine, so that a run can be repeated; `KMIPCTL_PROPERTY_SEED` (a number, or
 * `random`) lets them look at others.
 */
const wanted = process.env['KMIPCTL_PROPERTY_SEED'] ?? '20251125'

if (wanted !== 'random') fc.configureGlobal({seed: Number(wanted)})
