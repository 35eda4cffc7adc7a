import type { DataModels } from '../../datamodel/models.ts';

/** What plans are checked against beyond the database. */
export interface ResolveRules {
  readonly models: DataModels;
}
