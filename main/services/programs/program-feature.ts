import type { Feature } from '../feature.ts';
import { programHandlers } from './program-handlers.ts';

/** The programmes, as the office sees them. */
export const programFeature = () => ({ handlers: programHandlers() }) satisfies Feature;
