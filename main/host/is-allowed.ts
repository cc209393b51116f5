import type { Access } from '#contract/define';
import { hasPermission } from '#domain/identity/permissions';

/** May somebody with these roles call a method, or steer a job, of this access? The same table as the centre's. */
export function isAllowed(roles: readonly string[], access: Access): boolean {
  return access === 'public' || access === 'signed-in' || hasPermission(roles, access);
}
