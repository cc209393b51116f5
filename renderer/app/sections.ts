import type { Permission } from '#domain/identity/permissions';
import type { IconName } from '../ui/Icon.tsx';

/** Sidebar sections, in the order of their Alt keys; a section without permission is not shown. */
export const sections: readonly {
  readonly key: string;
  readonly path: string;
  readonly icon: IconName;
  readonly text: string;
  readonly permission: Permission | null;
}[] = [
  { key: '1', path: '/', icon: 'home', text: 'common:section-home', permission: null },
  { key: '2', path: '/people', icon: 'people', text: 'common:section-people', permission: 'registry.read' },
  {
    key: '3',
    path: '/programmes',
    icon: 'programme',
    text: 'common:section-programmes',
    permission: 'program.read',
  },
  { key: '4', path: '/cycles', icon: 'cycle', text: 'common:section-cycles', permission: 'program.read' },
  {
    key: '5',
    path: '/vouchers',
    icon: 'voucher',
    text: 'common:section-vouchers',
    permission: 'program.read',
  },
  {
    key: '6',
    path: '/providers',
    icon: 'provider',
    text: 'common:section-providers',
    permission: 'provider.read',
  },
  { key: '8', path: '/audit', icon: 'audit', text: 'common:section-audit', permission: 'audit.read' },
  { key: '9', path: '/sync', icon: 'sync', text: 'common:section-sync', permission: null },
];
