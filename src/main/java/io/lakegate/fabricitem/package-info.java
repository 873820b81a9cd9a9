/**
 * Fabric items: the lakehouses and environments of registered Fabric workspaces. Both are known by
 * their GUID and name, stay in their workspace and are used by session profiles; one service and
 * one repository keep them, told which kind is meant. The contents of an item are neither looked at
 * nor changed here.
 */
package io.lakegate.fabricitem;
